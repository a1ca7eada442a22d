import Digests

/// The line of a manifest that says which text was written to a file of the output.
func manifestLine(_ path: String, _ text: String) -> String { SHA256.hex(text.utf8) + " " + path + "\n" }
