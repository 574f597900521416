"""office: the documents of Word, Excel and LibreOffice, each a zip of XML, as pieces. It knows of no plan.

bytes ──package──▶ parts ──bounded_xml──▶ elements ──nodes: what one is asked──▶ a walk of each format
word_walk, open_walk ──text_styles, grids, form_controls──▶ paragraphs ──word, opendocument──▶ a document
workbook, number_formats, open_walk ──sheets, opendocument──▶ sheet ──▶ a table each, and what is around
"""
