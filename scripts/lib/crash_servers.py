"""Servers on loopback that write down what consumers send them, for scripts/crash-test.

After a kill each first takes all that the dead process had sent, so that it is known what came before the kill.
"""
import email, http.server, json, socket, socketserver, threading, time
try:
    import aiosmtpd.controller, aiosmtpd.smtp
except ImportError:
    aiosmtpd = None
from crash_sinks import MADE_UP, TEMPLATE, Sink, items, strings


class Counting:
    """A server that knows when it has taken all that a process sent which is gone."""
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler):
        self.changed, self.open, self.accepted = threading.Condition(), 0, set()
        super().__init__(("127.0.0.1", 0), handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def process_request(self, request, address):
        with self.changed:
            self.open += 1
            self.accepted.add(address)
        super().process_request(request, address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        with self.changed:
            self.open -= 1
            self.changed.notify_all()

    def drain(self):
        # Connections are accepted in their order: once this one is, those of the dead process are, too, and they have ended.
        with socket.create_connection(self.server_address) as last:
            name = last.getsockname()
        with self.changed:
            if not self.changed.wait_for(lambda: name in self.accepted and self.open == 0, timeout=30):
                raise SystemExit("crash-test: a sink did not come to its end")

    def handle_error(self, request, address):
        pass                        # a process that was killed in the middle


class Web(Counting, http.server.ThreadingHTTPServer):
    """Takes what consumers over HTTP post, each below its name."""
    def __init__(self):
        self.sinks, self.posted, self.threads = {}, 0, []
        super().__init__(WebHandler)

    def sink(self, name, options, together, made_up=True):
        address = f"http://127.0.0.1:{self.server_port}/{name}"
        more = f", {MADE_UP}" if made_up else ""
        self.sinks[name] = Sink(name, f"  - {options.replace('ADDRESS', address)[:-2]}, name: {name}, rate: 1000/s{more} }}", together, made_up)
        return self.sinks[name]


class WebHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            return
        message = json.loads(body)
        sink = self.server.sinks[self.path.split("/")[1]]
        self.server.posted += 1
        answer = {"ok": True, "ts": f"{self.server.posted}.0"}
        if sink.name == "pagerduty":
            sink.got.append((message["payload"]["source"], message["payload"]["custom_details"]["update"]))
        elif sink.name == "webhook":
            sink.got.append((message["provider"], message["id"]))
        else:
            found = items("\n".join(strings(message)))
            sink.got.extend(found)
            if sink.name == "slack-bot":
                self.server.threads.append((len(sink.ends), found, message.get("thread_ts"), answer["ts"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        pass


class OwnMailServer(Counting, socketserver.ThreadingTCPServer):
    def __init__(self, sink):
        self.sink = sink
        super().__init__(OwnMailHandler)
        self.port = self.server_address[1]


class OwnMailHandler(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 crash.test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    if not line.endswith(b"\n"):
                        return
                    lines.append(line[1:] if line.startswith(b".") else line)
                self.server.sink.take(b"".join(lines))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 crash.test\r\n")
            if word == b"QUIT":
                return


class AioMailServer:
    """aiosmtpd, where Python has it."""
    def __init__(self, sink):
        self.open, self.accepted, self.sink = 0, set(), sink
        outer = self

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                outer.sink.take(envelope.original_content)
                return "250 taken"

        class Protocol(aiosmtpd.smtp.SMTP):
            def connection_made(self, transport):
                outer.open += 1
                outer.accepted.add(transport.get_extra_info("peername"))
                super().connection_made(transport)

            def connection_lost(self, error):
                super().connection_lost(error)
                outer.open -= 1

        class Controller(aiosmtpd.controller.Controller):
            def factory(self):
                return Protocol(self.handler, hostname="crash.test")

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(Handler(), hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def drain(self):
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            name = last.getsockname()
        end = time.monotonic() + 30
        while name not in self.accepted or self.open > 0:
            if time.monotonic() > end:
                raise SystemExit("crash-test: the mail server did not come to its end")
            time.sleep(0.002)


class Mail(Sink):
    def __init__(self):
        self.server = AioMailServer(self) if aiosmtpd else OwnMailServer(self)
        options = f"server: 127.0.0.1, port: {self.server.port}, security: none, from: status@crash.test, to: ops@crash.test"
        super().__init__("email", f"  - email: {{ {options}, rate: 1000/s, template: \"{TEMPLATE}\" }}", 50)

    def take(self, content):
        self.got.extend(items(email.message_from_bytes(content).get_payload(decode=True).decode()))
