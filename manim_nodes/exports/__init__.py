"""The export queue: jobs and their parts as rows, claimed by lease, so that nothing is lost or done twice."""
