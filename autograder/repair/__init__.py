"""What Colab, editors, version control and students do to a notebook, undone before it is graded.

`text` gets JSON out of a file, `form` a valid notebook out of that, `identity` finds out which cell
of the chapter each cell is, and `arrange` puts them into the chapter's order with what is missing.
"""
