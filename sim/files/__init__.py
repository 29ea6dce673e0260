"""Files: every file that a user hands over is read here, every folder of results written here."""
