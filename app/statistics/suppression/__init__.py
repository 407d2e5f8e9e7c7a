"""What may be shown of a group to readers without a right to the records of its people."""
