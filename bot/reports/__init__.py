"""What the owner reads: when it is due (`period`), the figures (`figures`), the words (`summary`), all three (`make`)."""
