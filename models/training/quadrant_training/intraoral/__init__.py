"""Intraoral scans: virtual ones to learn from, the net that finds and numbers teeth on a surface, its export."""
