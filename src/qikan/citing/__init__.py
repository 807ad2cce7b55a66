"""References to published works, in the forms that readers and their programs ask for."""
