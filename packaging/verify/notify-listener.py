"""The service manager's side of sd_notify(3): prints what comes to a datagram socket, one line a datagram, until it is ended by a signal.

    python3 notify-listener.py PATH
"""

import os
import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
print("listening", flush=True)
while True:
    print(listener.recv(65536).decode().replace("\n", " "), flush=True)
