from user import Shape
