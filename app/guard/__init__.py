"""What in a note may tell who somebody is: found on this machine, by rules that anybody can read. Pure."""
