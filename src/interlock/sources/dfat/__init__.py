"""DFAT's Consolidated List, a workbook with one row for each name: what the authority `au` is made of."""
