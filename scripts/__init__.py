"""What a contributor runs: tasks, checks, generators and benchmarks."""
