"""What students have handed in elsewhere, read from what a platform or a mail program gives."""
