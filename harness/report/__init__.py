"""What a run decided, for readers: the only place with prose and colour. Renders from stored files alone."""
