"""The workbook that a department fills in: its tasks, what is required by now, and inputs that check themselves."""
