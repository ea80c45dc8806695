"""Numbers and units of measurement as offices write them: `parse.parse_quantity`, then `unit.convert`."""
