class Cat:
    def say(self):
        return "meow"
class Dog:
    def say(self):
        return "woof"
class Pet(Dog):
    pass
