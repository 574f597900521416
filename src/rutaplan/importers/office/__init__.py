"""office: the documents of Word, Excel and LibreOffice, each a zip of XML, as pieces. It knows of no plan.

bytes ──package──▶ parts, bounded ──nodes: what an element is asked──▶ a walk of each format
word, open_walk ──text_styles, grids, form_controls──▶ paragraphs ──▶ cells, tables, pieces with places
sheets, opendocument ──workbook, number_formats──▶ sheet ──▶ one table a sheet, and what stands around
"""
