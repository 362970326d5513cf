"""`plandocs serve`."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError

HOST = "127.0.0.1"
PORT = 8700
#: Ports tried after the usual one when it is taken and none was asked for.
MORE_PORTS = 20


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), help=f"พอร์ต ปกติ {PORT}; 0 คือพอร์ตใดก็ได้ที่ว่าง (port)")
@click.option("--no-browser", is_flag=True, help="ไม่เปิดเบราว์เซอร์ให้ (do not open the browser)")
@pass_workspace
def command(workspace: Workspace, port: int | None, no_browser: bool) -> None:
    """เปิดหน้าเว็บบนเครื่องนี้ ใช้ได้จากเครื่องนี้เท่านั้น (the web page, for this computer only)."""
    import uvicorn

    from plandocs.web import create_app

    listener = listen(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    app = create_app(workspace)
    app.state.site.ahead = True
    app.state.site.warm()
    config = uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False, server_header=False)
    say(f"เปิดหน้าเว็บที่ {address} กด Ctrl+C เพื่อปิด (open {address}; Ctrl+C stops)")
    if not no_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
    say("ปิดหน้าเว็บแล้ว (stopped)")


def listen(port: int | None) -> socket.socket:
    """
    Return a socket listening on this computer only: at `port`, or without one at the first free port from the usual.

    Raises `UsageError` when the port is taken.
    """
    wanted = [port] if port is not None else [*range(PORT, PORT + MORE_PORTS), 0]
    for number in wanted:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would let two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    raise UsageError(f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่น", f"port {port} is in use; choose another")
