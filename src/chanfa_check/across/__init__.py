"""Many submissions together: who reported, who contradicts whom, what changed, how each department stands."""
