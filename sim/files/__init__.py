"""Files: how every file that a user hands over is read, and how every folder is put in place."""
