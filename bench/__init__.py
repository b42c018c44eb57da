"""How fast the core is, beside the least that asyncio could do. Run by hand: `python -m bench [--quick]`."""
