"""What `otklik check` looks at beside the tokens: this machine, its clock, the database, where the bot writes."""
