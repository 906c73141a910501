"""The film as it is: drawn while the user wires, played, stepped through, scrubbed."""
