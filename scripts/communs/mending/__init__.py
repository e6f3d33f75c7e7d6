"""What is wrong → the edit that puts it right, where there is one reading."""
