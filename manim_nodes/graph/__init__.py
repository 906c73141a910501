"""The wiring of a document: built, validated and put in order with networkx."""
