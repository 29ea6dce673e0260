"""What is known of the levers: rows of evidence, the rule for priors, and designs that measure."""
