"""What all that shows exports has in common: the thread that works on the queue, and what is said and done about a job."""
