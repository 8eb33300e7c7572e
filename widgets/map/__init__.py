"""The grid map: one folium page whose live layers draw what Python tells them.

Context: a city has 7,000 grids, 18,000 crews and 5,000 open tickets, often on a machine without a graphics card.
Decision: folium writes the page once; after that Python owns all state and sends typed arrays to canvas layers of ours.
Consequence: nothing re-renders the page, every asset is local, and a lost renderer is replayed from here.
"""
