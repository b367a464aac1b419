"""The round before a report: who was asked, what each unit sees and says, and when reports fall due."""
