"""What a run decided, as data: findings, verdict, files, comparison. No prose, no subject, no worker."""
