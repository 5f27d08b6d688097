from app import Shape
