"""PDF documents: the best engine per page, repairs, layout, OCR for scans (see `reader.read`)."""
