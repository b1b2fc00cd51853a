"""Lists, as every door shows them: what filters mean, in which orders rows come, and pages that meet."""
