"""What several kinds share: dated thresholds, yearly comparisons, standing bounds, how a number is judged."""
