"""Work that goes wrong, for a process apart."""

import os
import time


def hang() -> None:
    time.sleep(3600)


def crash() -> None:
    os._exit(3)


def fail() -> None:
    raise ValueError("no")


def eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 28))
