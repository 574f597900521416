"""direccion: an address on paper: words, a link where it may be followed, and a QR code for a phone."""

from rutaplan.derive.direcciones import destino
from rutaplan.views.bloques import Direccion
from rutaplan.views.qr import qr_path


def make_direccion(antes: str, texto: str, despues: str = "", *, qr: bool = False) -> Direccion:
    """Make the block of an address, or of what is none and stays a text. qr: with its code."""
    leads = destino(texto)
    lado, trazo = qr_path(leads) if qr and leads else (0, "")
    return Direccion(antes, texto, despues, leads, lado, trazo)
