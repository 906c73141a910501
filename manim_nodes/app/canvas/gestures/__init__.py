"""What the mouse does on the canvas, an object a gesture; only its end changes the project, in one step."""
