from cli import command, option


@command
@option("--level", 1)
@option("--out")
def build():
    return build.options["--level"]


@command
def clean():
    return "clean"
