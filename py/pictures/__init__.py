"""Pictures as people have them: their files are opened, and what was read is told and shown."""
