"""What commands print in the terminal, from tables and answers that are finished."""
