# Prepared words.

draft-template = prepared words
