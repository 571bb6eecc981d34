package io.limpid.benchmarks.peers;

import io.limpid.benchmarks.peers.grpc.LineMessage;
import io.limpid.benchmarks.peers.grpc.OrderMessage;
import java.util.ArrayList;
import java.util.List;

/** Orders to and from their messages. */
public final class GrpcOrders {
    private GrpcOrders() {}

    /** Makes the message. */
    public static OrderMessage toMessage(Order order) {
        OrderMessage.Builder message = OrderMessage.newBuilder()
                .setId(order.id())
                .setCustomer(order.customer())
                .setStreet(order.street())
                .setCity(order.city())
                .setStatus(order.status())
                .setPlaced(order.placed())
                .setDiscount(order.discount())
                .setGift(order.gift())
                .setTotalCents(order.totalCents());
        for (Line line : order.lines()) {
            message.addLines(LineMessage.newBuilder()
                    .setArticle(line.article())
                    .setQuantity(line.quantity())
                    .setCents(line.cents()));
        }
        return message.build();
    }

    /** Makes the order. */
    public static Order fromMessage(OrderMessage message) {
        List<Line> lines = new ArrayList<>(message.getLinesCount());
        for (LineMessage line : message.getLinesList()) {
            lines.add(new Line(line.getArticle(), line.getQuantity(), line.getCents()));
        }
        return new Order(
                message.getId(),
                message.getCustomer(),
                message.getStreet(),
                message.getCity(),
                message.getStatus(),
                message.getPlaced(),
                message.getDiscount(),
                message.getGift(),
                message.getTotalCents(),
                lines);
    }
}
