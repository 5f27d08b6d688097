from cli import command, option


@command
@option("--level", 3)
@option("--out")
def build():
    return build.options["--level"]
