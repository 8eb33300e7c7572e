"""The things of dispatch and the rules about them: plain data, no input or output."""
