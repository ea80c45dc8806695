"""Submissions made of what newspapers published: no figure in them that is not in the quoted sentence beside it."""
