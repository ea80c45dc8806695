"""Judging one submission against a matrix: findings are values, nothing is raised for bad data."""
